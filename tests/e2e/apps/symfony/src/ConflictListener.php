<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\EventDispatcher\Attribute\AsEventListener;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Event\ExceptionEvent;

/** Gives one kind of error a page of its own, after the kernel has caught it. */
#[AsEventListener]
final class ConflictListener
{
    public function __invoke(ExceptionEvent $event): void
    {
        if ($event->getThrowable()->getCode() === 10014) {
            $event->setResponse(new Response('conflict', 409));
        }
    }
}
