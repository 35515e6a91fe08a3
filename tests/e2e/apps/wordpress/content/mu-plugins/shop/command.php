<?php

declare(strict_types=1);

namespace Shop;

/** `wp shop …` */
final class Command
{
    public function fail(): void
    {
        Orders::fail();
    }

    public function handled(): void
    {
        \WP_CLI::success(Orders::handled());
    }

    public function other(): void
    {
        Orders::other();
    }

    public function refused(): void
    {
        \WP_CLI::error(Orders::refused());
    }

    /** Puts tasks on Action Scheduler's queue and lets its own runner take them. */
    public function work(array $tasks): void
    {
        foreach ($tasks as $name) {
            as_enqueue_async_action("shop_$name");
        }
        \ActionScheduler::runner()->run();
    }
}
