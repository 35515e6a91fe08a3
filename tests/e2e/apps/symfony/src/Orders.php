<?php

declare(strict_types=1);

namespace App;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\DriverManager;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpFoundation\StreamedResponse;
use Symfony\Component\HttpKernel\Attribute\AsController;
use Symfony\Component\HttpKernel\Exception\AccessDeniedHttpException;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;
use Symfony\Component\HttpKernel\Exception\ServiceUnavailableHttpException;
use Symfony\Component\HttpKernel\HttpKernelInterface;
use Symfony\Component\Messenger\MessageBusInterface;
use Twig\Environment;
use Twig\Error\RuntimeError;

#[AsController]
final class Orders
{
    public function fail(): Response
    {
        throw new OrderException('sold out', 10012);
    }

    public function handled(): Response
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return new Response('handled');
        }
    }

    public function wrapped(): Response
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function listened(): Response
    {
        throw new OrderException('for the listener', 10014);
    }

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return new Response('finally');
        }
    }

    public function synchronous(MessageBusInterface $bus): Response
    {
        $bus->dispatch(new UrgentMail('text'));

        return new Response('sent');
    }

    public function streamed(): Response
    {
        return new StreamedResponse(static function (): void {
            echo str_repeat('streamed ', 1000);
            throw new OrderException('in the middle of the answer', 10016);
        });
    }

    public function terminated(): Response
    {
        return new Response(str_repeat('sent ', 2000));
    }

    public function viewed(Environment $twig): Response
    {
        return new Response($twig->render('receipt.html.twig', ['order' => new Order()]));
    }

    public function viewed_and_handled(Environment $twig): Response
    {
        try {
            return $this->viewed($twig);
        } catch (RuntimeError $error) {
            return new Response($error->getPrevious()::class);
        }
    }

    public function transaction(): Response
    {
        return self::database()->transactional(static fn () => throw new OrderException('rolled back', 10040));
    }

    public function transaction_handled(): Response
    {
        try {
            return self::database()->transactional(static fn () => throw new OrderException('rolled back', 10041));
        } catch (OrderException) {
            return new Response('handled');
        }
    }

    public function query(): Response
    {
        return new Response(self::database()->fetchOne('select total from no_such_table'));
    }

    /** A request within the request: the inner one lets the error through to the outer one. */
    public function forwarded(HttpKernelInterface $kernel, Request $request): Response
    {
        $inner = $request->duplicate(attributes: ['_controller' => [$this, 'fail']]);

        return $kernel->handle($inner, HttpKernelInterface::SUB_REQUEST, false);
    }

    public function apologised(): Response
    {
        try {
            throw new OrderException('come back later', 10048);
        } catch (OrderException) {
            return new Response('sorry', 503);
        }
    }

    public function memory(): Response
    {
        ini_set('memory_limit', '32M');

        return new Response(str_repeat('x', 64 << 20));
    }

    public function warning(): Response
    {
        return new Response([] . '');
    }

    public function absent(): Response
    {
        throw new NotFoundHttpException('no such order');
    }

    public function denied(): Response
    {
        throw new AccessDeniedHttpException('not yours');
    }

    public function unavailable(): Response
    {
        throw new ServiceUnavailableHttpException();
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }

    private static function database(): Connection
    {
        return DriverManager::getConnection(['driver' => 'pdo_sqlite', 'memory' => true]);
    }
}
