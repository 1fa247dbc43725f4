package quantity

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	decimal  = regexp.MustCompile(`^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$`)
	grouped  = regexp.MustCompile(`^([+-]?)([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:_\d{3})+|[1-9]\d{0,2}(?:['’]\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(\.\d*)?$`)
	separate = strings.NewReplacer(",", "", "_", "", "'", "", "’", "", " ", "")

	either       = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}\.\d{3}$`)
	pointGroups  = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(\.\d{3}){2,}$`)
	decimalComma = regexp.MustCompile(`^[+-]?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}( \d{3})+),\d+$`)
)

// readNumber reads a figure without a unit.
func readNumber(kind Kind, s string) (string, error) {
	if m := grouped.FindStringSubmatch(s); m != nil {
		s = m[1] + separate.Replace(m[2]) + m[3]
	} else if err := ask(kind, s); err != nil {
		return "", err
	}
	m := decimal.FindStringSubmatch(s)
	if m == nil || m[2]+m[3] == "" {
		return "", errNone
	}
	sign, whole, fraction, exponent := strings.TrimPrefix(m[1], "+"), m[2], m[3], m[4]
	if len(whole) > 1 && whole[0] == '0' {
		return "", fmt.Errorf("leave out the zeros before %s", quote(strings.TrimLeft(whole, "0")))
	}
	if whole == "" {
		whole = "0"
	}
	number := sign + whole
	if fraction != "" {
		number += "." + fraction
	}
	if exponent != "" {
		number += "e" + exponent
	}
	return number, nil
}

// ask refuses what another reader would take for another figure.
func ask(kind Kind, s string) error {
	undotted := strings.ReplaceAll(s, ".", "")
	switch {
	case pointGroups.MatchString(s):
		return fmt.Errorf("a point is the decimal point; write %s or %s for %s", undotted, strings.ReplaceAll(s, ".", ","), quote(s))
	case decimalComma.MatchString(s):
		before, after, _ := strings.Cut(separate.Replace(strings.ReplaceAll(strings.Replace(s, ",", "\n", 1), ".", "")), "\n")
		return fmt.Errorf("a comma groups thousands; write %s.%s for %s", before, after, quote(s))
	case !either.MatchString(s):
		return nil
	}
	before, after, _ := strings.Cut(s, ".")
	short := strings.TrimRight(after, "0")
	switch {
	case kind == Whole && short != "":
		return fmt.Errorf("%s is no whole number; write %s or %s if that is meant", quote(s), undotted, before+","+after)
	case kind == Whole || (kind == Number || kind == Seconds) && len(short) < len(after):
		if short != "" {
			before += "." + short
		}
		return fmt.Errorf("%s could be %s or %s; write %s or %s", quote(s), before, strings.ReplaceAll(s, ".", ","), before, undotted)
	}
	return nil
}

// readShare reads a share, with or without its percent sign.
func readShare(kind Kind, s string) (string, error) {
	bare, signed := strings.CutSuffix(s, "%")
	number, err := readNumber(kind, strings.TrimSpace(bare))
	if err != nil || kind == Share && !signed {
		return number, err
	}
	mantissa, exponent, _ := strings.Cut(number, "e")
	power := 0
	if exponent != "" {
		if power, err = strconv.Atoi(exponent); err != nil {
			return "", errNone
		}
	}
	x, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(power-2), 64) // rounds once, which a division might not
	if err != nil {
		return "", errNone
	}
	return format(x), nil
}

func format(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
