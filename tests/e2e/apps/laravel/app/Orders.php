<?php

declare(strict_types=1);

namespace App;

use Illuminate\Auth\Access\AuthorizationException;
use Illuminate\Auth\AuthenticationException;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Event;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpFoundation\StreamedResponse;

/** Each method is a route. */
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
            return response('handled');
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

    /** The application's handler has a page for it. */
    public function rendered(): Response
    {
        throw new OrderException('for the handler', 10014);
    }

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return response('finally');
        }
    }

    public function streamed(): StreamedResponse
    {
        return response()->stream(static function (): void {
            echo str_repeat('streamed ', 1000);
            throw new OrderException('in the middle of the answer', 10016);
        });
    }

    public function terminated(): Response
    {
        app()->terminating(static fn () => throw new OrderException('after the answer', 10017));

        return response('sent');
    }

    public function deferred(): Response
    {
        if (!\function_exists('Illuminate\Support\defer')) {
            return response('later', 501);
        }
        \Illuminate\Support\defer(static function (): void {
            touch(storage_path('framework/deferred'));
            throw new OrderException('after the answer', 10019);
        });

        return response('sent');
    }

    public function viewed(): Response
    {
        return response(view('receipt', ['order' => new Order()]));
    }

    public function viewed_and_handled(): Response
    {
        try {
            return response(view('receipt', ['order' => new Order()])->render());
        } catch (\Throwable $error) {
            return response($error->getPrevious()::class);
        }
    }

    public function transaction(): Response
    {
        return DB::transaction(static fn () => throw new OrderException('rolled back', 10040));
    }

    public function transaction_handled(): Response
    {
        try {
            return DB::transaction(static fn () => throw new OrderException('rolled back', 10041));
        } catch (OrderException) {
            return response('handled');
        }
    }

    public function query(): Response
    {
        return response(DB::select('select total from no_such_table'));
    }

    public function query_in_a_transaction(): Response
    {
        return DB::transaction(static fn () => response((string) Order::query()->count()));
    }

    public function reported(): Response
    {
        try {
            throw new OrderException('worth a line in the log', 10042);
        } catch (OrderException $error) {
            report($error);
        }

        return response('reported');
    }

    public function rescued(): Response
    {
        return response(rescue(static fn () => throw new OrderException('has a default', 10043), 'rescued'));
    }

    public function retried(): Response
    {
        return retry(3, static function (int $attempt): Response {
            return $attempt === 3 ? response('third time') : throw new OrderException('once more', 10044);
        });
    }

    public function retried_in_vain(): Response
    {
        return retry(3, static fn () => throw new OrderException('always', 10045));
    }

    public function listened(): Response
    {
        Event::listen('placed', static fn () => throw new OrderException('the listener stopped', 10046));

        return response(Event::dispatch('placed'));
    }

    public function dispatched(): Response
    {
        Parcel::dispatchSync('text');

        return response('delivered');
    }

    public function queued_at_once(): Response
    {
        Parcel::dispatch('number')->onConnection('sync');

        return response('delivered');
    }

    public function collected(): Response
    {
        return response(collect([1])->map(static fn () => throw new OrderException('in a callback', 10047))->all());
    }

    public function absent(): Response
    {
        abort(404);
    }

    public function unavailable(): Response
    {
        abort(503);
    }

    public function found(): Response
    {
        DB::statement('create table orders (id integer)');

        return response(Order::query()->findOrFail(2));
    }

    public function validated(Request $request): Response
    {
        return response($request->validate(['card' => 'required']));
    }

    public function unauthenticated(): Response
    {
        throw new AuthenticationException(redirectTo: '/handled');
    }

    public function unauthorized(): Response
    {
        throw new AuthorizationException();
    }

    public function redirected(): Response
    {
        abort(redirect('/handled'));
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function warning(): Response
    {
        return response([] . '');
    }

    public function apologised(): Response
    {
        try {
            throw new OrderException('come back later', 10048);
        } catch (OrderException) {
            return response('sorry', 503);
        }
    }

    /** Two errors, of which one is why there is no answer. */
    public function recovered_in_vain(): Response
    {
        rescue(static fn () => throw new OrderException('a default will do', 10049));
        throw new PaymentException('not for this', 'ORDER_410');
    }

    public function memory(): Response
    {
        ini_set('memory_limit', '48M');

        return response(str_repeat('x', 64 << 20));
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }
}
