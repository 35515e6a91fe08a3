<?php

/** Fails, handles it, and answers well or badly all the same: one answer a method. */
final class Answer
{
    private static function take(string $what, int $code = 10012): void
    {
        try {
            throw new RuntimeException($what, $code);
        } catch (RuntimeException) {
        }
    }

    private static function fail(string $what, int $code): never
    {
        throw new LogicException($what, $code);
    }

    public static function handled(): void
    {
        self::take('no money');
        echo 'sorry';
    }

    public static function failed(): void
    {
        self::take('no money');
        http_response_code(500);
        echo 'sorry';
    }

    public static function failed_without_a_word(): void
    {
        self::take('no money');
        http_response_code(503);
    }

    public static function failed_by_a_status_line(): void
    {
        self::take('no money');
        header('HTTP/1.1 502 Bad Gateway');
        echo 'sorry';
    }

    public static function said_in_a_status_header(): void
    {
        self::take('no money');
        header('Status: 503 Service Unavailable');
        echo 'sorry';
    }

    public static function two(): void
    {
        self::take('first');
        self::take('second', 10013);
        http_response_code(500);
    }

    public static function failed_with_nothing(): void
    {
        http_response_code(500);
        echo 'sorry';
    }

    public static function failed_for_another(): void
    {
        self::take('handled');
        self::fail('not handled', 10013);
    }

    public static function failed_for_another_that_is_not_configured(): void
    {
        self::take('handled');
        self::fail('not handled', 7);
    }

    public static function failed_at_a_boundary(): void
    {
        try {
            self::take('handled');
            self::fail('at the boundary', 10013);
        } catch (LogicException) {
            http_response_code(500);
        }
    }

    public static function failed_at_a_boundary_for_another(): void
    {
        try {
            self::take('handled');
            self::fail('at the boundary', 7);
        } catch (LogicException) {
            http_response_code(500);
            self::take('on the page');
        }
    }

    public static function failed_by_a_handler(): void
    {
        set_exception_handler(function () {
            http_response_code(500);
            self::take('on the page');
        });
        self::fail('with the handler', 7);
    }

    public static function code_after_the_headers(): void
    {
        self::out('sorry');
        self::take('no money');
        @http_response_code(500);
    }

    public static function headers_before_the_code(): void
    {
        http_response_code(500);
        self::take('no money');
        self::out('sorry');
        @http_response_code(200);
        self::take('later', 10013);
    }

    public static function header_callback(): void
    {
        header_register_callback(fn () => http_response_code(500));
        self::take('no money');
    }

    public static function header_callback_with_a_body(): void
    {
        header_register_callback(fn () => http_response_code(500));
        self::take('no money');
        echo 'sorry';
    }

    public static function header_callback_that_mends(): void
    {
        header_register_callback(fn () => http_response_code(200));
        self::take('no money');
        http_response_code(500);
    }

    public static function shutdown_function(): void
    {
        register_shutdown_function(function () {
            self::take('at the end');
            http_response_code(500);
        });
    }

    public static function ignored(): void
    {
        self::take('not found', 10404);
        http_response_code(500);
    }

    public static function not_configured(): void
    {
        self::take('nothing of ours', 7);
        http_response_code(500);
    }

    public static function told_by_the_application(): void
    {
        self::take('no money');
        if (function_exists('errnotice_report')) {
            errnotice_report(new LogicException('told', 10013));
        }
        http_response_code(500);
    }

    public static function out_of_memory(): void
    {
        self::take('handled');
        ini_set('memory_limit', '8M');
        str_repeat('x', 16 << 20);
    }

    /** Not of the answers that are tried: it marks the end of one among the reports. */
    public static function sentinel(): never
    {
        throw new ArithmeticError('sentinel');
    }

    /* php-fpm alone */

    public static function finished_well(): void
    {
        self::take('handled');
        echo 'thanks';
        fastcgi_finish_request();
        http_response_code(500);
        self::take('later');
    }

    public static function finished_badly(): void
    {
        self::take('no money');
        http_response_code(500);
        fastcgi_finish_request();
        self::take('later', 10013);
        self::fail('later', 7);
    }

    public static function finished_badly_and_failed(): void
    {
        self::take('no money');
        http_response_code(500);
        fastcgi_finish_request();
        self::fail('later', 10013);
    }

    private static function out(string $text): void
    {
        echo $text;
        while (ob_get_level() > 0) {
            ob_end_flush();
        }
        flush();
    }
}

$answer = $_GET['answer'] ?? 'handled';
Answer::$answer();
