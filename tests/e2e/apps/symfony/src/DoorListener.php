<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\EventDispatcher\Attribute\AsEventListener;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Event\RequestEvent;

/** Stands before every request. */
#[AsEventListener]
final class DoorListener
{
    public function __invoke(RequestEvent $event): void
    {
        if ($event->getRequest()->query->has('closed')) {
            throw new OrderException('closed', 10031);
        }
        if ($event->getRequest()->query->has('ajar')) {
            $this->open($event);
        }
    }

    private function open(RequestEvent $event): void
    {
        try {
            throw new OrderException('by the back door', 10033);
        } catch (OrderException) {
            $event->setResponse(new Response('handled'));
        }
    }
}
