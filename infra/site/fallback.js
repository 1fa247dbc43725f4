// Runs in CloudFront for every request that is not the API's. An address whose last part has no dot is one of the
// application's own, which index.html answers, but for the API's reference; a file that is missing stays missing.
function handler(event) {
    var request = event.request;
    var last = request.uri.substring(request.uri.lastIndexOf('/') + 1);
    if (last.indexOf('.') === -1) {
        request.uri = /^\/api\/docs\/?$/.test(request.uri) ? '/api/docs/index.html' : '/index.html';
    }
    return request;
}
