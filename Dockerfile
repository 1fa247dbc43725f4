# The whole system in one container: docker build -t alertsim . && docker run -p 127.0.0.1:8080:8080 -v alertsim:/data alertsim
FROM node:22-alpine AS pages
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci
COPY web ./
COPY internal /src/internal
COPY examples /src/examples
RUN npm run build

FROM golang:1.26-alpine AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY internal ./internal
COPY localstack ./localstack
COPY web/embed.go web/content-security-policy.txt ./web/
COPY --from=pages /src/web/dist ./web/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /alertsim ./localstack/alertsim && mkdir /data

FROM scratch
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=program /alertsim /alertsim
COPY --from=program --chown=65532:65532 /data /data
USER 65532:65532
ENV ALERTSIM_ADDR=0.0.0.0:8080 ALERTSIM_DATA=/data
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/alertsim", "health"]
ENTRYPOINT ["/alertsim"]
CMD ["serve"]
