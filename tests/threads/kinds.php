<?php
/* Each kind of end that a request can have; the code of what is thrown is the number of the request. */
class HandledException extends RuntimeException {}

function work(int $number): void
{
    throw new RuntimeException("number $number", $number);
}

function handled(int $number): void
{
    try {
        throw new HandledException("number $number", $number);
    } catch (HandledException $e) {
        $GLOBALS['kept'][$number % 16] = $e;
    }
}

function in_a_generator(int $number): iterable
{
    yield 1;
    work($number);
}

function serve(int $number): void
{
    for ($i = 0; $i < 20; $i++) {
        handled(1000000 + $number);
    }
    switch ($number % 6) {
        case 0:
            work($number);
        case 1:
            set_exception_handler(function (Throwable $e) {});
            work($number);
        case 2:
            foreach (in_a_generator($number) as $step);
        case 3:
            (new Fiber(fn() => work($number)))->start();
        case 4:
            handled($number);
            break;
        case 5:
            handled($number);
            http_response_code(500);
            echo 'sorry';
    }
}
