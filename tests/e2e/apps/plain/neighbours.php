<?php
/* What an application throws beside another extension: ?kind=. */
function work(): void
{
    throw new RuntimeException('no money', 10001);
}

switch ($_GET['kind']) {
    case 'unhandled':
        work();
    case 'handler':
        set_exception_handler(function (Throwable $e) {
            http_response_code(500);
            echo 'sorry: ', $e->getMessage();
        });
        work();
    case 'handled':
        try {
            work();
        } catch (RuntimeException $e) {
            echo 'no problem';
        }
        break;
    case 'fatal':
        eval('function work() {}');
    case 'calls':
        echo json_encode(function_exists('agent_calls') ? agent_calls() : null);
}
