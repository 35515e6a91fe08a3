<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\EventDispatcher\Attribute\AsEventListener;
use Symfony\Component\HttpKernel\Event\TerminateEvent;

/** Works on after the answer, and fails. */
#[AsEventListener]
final class TerminateListener
{
    public function __invoke(TerminateEvent $event): void
    {
        if ($event->getRequest()->getPathInfo() === '/terminated') {
            throw new OrderException('after the answer', 10017);
        }
    }
}
