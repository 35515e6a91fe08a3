<?php

declare(strict_types=1);

namespace Shop;

/** Each method may be asked for at any hook. */
final class Orders
{
    public static function fail(): never
    {
        throw new OrderException('sold out', 10012);
    }

    public static function handled(): string
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return 'handled';
        }
    }

    public static function apologised(): never
    {
        try {
            throw new OrderException('come back later', 10048);
        } catch (OrderException) {
            wp_die('sorry', '', ['response' => 503]);
        }
    }

    public static function wrapped(): never
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public static function unwound(): string
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return 'finally';
        }
    }

    public static function price(): never
    {
        throw new OrderException('no price', 10018);
    }

    /** WordPress's own way to say no. */
    public static function refused(): \WP_Error
    {
        return new \WP_Error('ORDER_403', 'not today', ['status' => 403]);
    }

    public static function died(): never
    {
        wp_die('closed for today');
    }

    public static function query(): void
    {
        global $wpdb;
        $wpdb->query('select total from no_such_table');
    }

    public static function watched(): never
    {
        set_exception_handler(static function (): void {
            status_header(500);
            echo 'sorry';
        });
        throw new OrderException('seen by a handler', 10019);
    }

    public static function type(): int
    {
        return \strlen([]);
    }

    public static function memory(): string
    {
        ini_set('memory_limit', '64M');

        return str_repeat('x', 128 << 20);
    }

    public static function other(): never
    {
        throw new OrderException('not configured', 20000);
    }
}
