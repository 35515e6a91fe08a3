<?php

declare(strict_types=1);

namespace Shop;

/** What runs besides requests: WordPress's cron, Action Scheduler, WP-CLI. */
final class Tasks
{
    public static function number(): never
    {
        throw new OrderException('letter box full', 10021);
    }

    public static function text(): never
    {
        throw new PaymentException('address unknown', 'MAIL_404');
    }

    public static function caught(): void
    {
        try {
            throw new OrderException('left with the neighbour', 10022);
        } catch (OrderException) {
        }
    }

    public static function type(): int
    {
        return \strlen([]);
    }

    public static function fine(): void
    {
    }
}

foreach (get_class_methods(Tasks::class) as $name) {
    add_action("shop_$name", [Tasks::class, $name]);
}
