<?php
/* A worker script: it serves one request after the other, and each is judged by itself. */
function handled(int $code): RuntimeException
{
    try {
        throw new RuntimeException("no money $code", $code);
    } catch (RuntimeException $e) {
        return $e;
    }
}

worker_ready();
$kept = null;
$requests = [
    fn() => handled(10001),
    fn() => handled(10002) && http_response_code(500),
    fn() => http_response_code(503), /* not for what was handled in an earlier one */
    function () use (&$kept) {
        $kept = handled(10003);
        http_response_code(500);
    },
    function () use (&$kept) { /* what lives on dies in another request */
        $kept = null;
        http_response_code(500);
    },
    fn() => throw new RuntimeException('no money 10004', 10004),
];
foreach ($requests as $request) {
    worker_handle($request);
}
