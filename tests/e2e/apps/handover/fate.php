<?php
/* Throws, and then ends as the query says; the message says which request it was. */
$fate = $_GET['fate'] ?? 'lives';

function wait_to_be_ended(): never
{
    touch($_SERVER['HERE'] . '/' . $_GET['n']);
    for (;;) {
        sleep(1);
    }
}

set_exception_handler(fn () => match ($fate) {
    'killed' => posix_kill(getmypid(), 9),
    'crashed' => posix_kill(getmypid(), 11),
    'ended' => wait_to_be_ended(),
    default => http_response_code(500),
});
if ($fate === 'fine') {
    exit('fine');
}
throw new RuntimeException("request $_GET[n]", 10012);
