<?php

/**
 * Every way in which a throw can go, one function each; `$_GET['kind']`, or the first argument, names it.
 * All say what happened in an order that a program can see: output, destructors, handlers, error_get_last().
 */

namespace Kinds;

use Exception;
use Fiber;
use RuntimeException;
use Throwable;

class ShopError extends Exception
{
}

class Guard
{
    public function __construct(private string $name, private int $code = 0)
    {
    }

    public function __destruct()
    {
        echo "destroyed {$this->name}\n";
        if ($this->code) {
            throw new ShopError("destructor of {$this->name}", $this->code);
        }
    }
}

class Handlers
{
    public static function fixed(Throwable $error): void
    {
        echo 'static handler: ', $error->getMessage(), "\n";
    }

    public function method(Throwable $error): void
    {
        echo 'method handler: ', $error->getMessage(), "\n";
    }

    public function __invoke(Throwable $error): void
    {
        echo 'invoked handler: ', $error->getMessage(), "\n";
    }

    public function __call(string $name, array $arguments): void
    {
        echo "{$name} by __call: ", $arguments[0]->getMessage(), "\n";
    }
}

function named_handler(Throwable $error): void
{
    echo 'named handler: ', $error->getMessage(), "\n";
}

function fail(int $code = 10012, ?Throwable $previous = null): never
{
    $guard = new Guard("local of {$code}");
    throw new ShopError("failed with {$code}", $code, $previous);
}

function numbers()
{
    $guard = new Guard('generator');
    yield 1;
    fail();
}

final class Kind
{
    public static function plain(): void
    {
        fail();
    }

    public static function nested(): void
    {
        $guard = new Guard('outer');
        (static function () {
            $guard = new Guard('inner');
            array_walk($GLOBALS['one'], static fn () => fail());
        })();
    }

    public static function rethrown(): void
    {
        try {
            fail();
        } catch (ShopError $error) {
            echo "again\n";
            throw $error;
        }
    }

    public static function wrapped(): void
    {
        try {
            fail();
        } catch (ShopError $error) {
            throw new RuntimeException('wrapper', 0, $error);
        }
    }

    public static function wrapped_with_a_code(): void
    {
        try {
            fail();
        } catch (ShopError $error) {
            throw new ShopError('wrapper', 10013, $error);
        }
    }

    public static function caught(): void
    {
        try {
            fail();
        } catch (ShopError $error) {
            echo 'caught ', $error->getMessage(), "\n";
        }
    }

    public static function caught_by_parent(): void
    {
        try {
            fail();
        } catch (\ArithmeticError|Throwable $error) {
            echo 'caught ', get_class($error), "\n";
        }
    }

    public static function caught_by_no_such_class(): void
    {
        try {
            fail();
        } catch (\Never\Loaded $error) {
            echo "not here\n";
        }
    }

    public static function caught_two_frames_out(): void
    {
        try {
            self::nested();
        } catch (Exception) {
            echo "caught\n";
        }
    }

    public static function caught_and_kept(): void
    {
        try {
            fail();
        } catch (Exception $error) {
            $GLOBALS['kept'] = $error;
        }
    }

    public static function finally_returns(): string
    {
        try {
            fail();
        } finally {
            echo "finally\n";

            return 'given up';
        }
    }

    public static function finally_returns_and_it_is_kept(): string
    {
        $GLOBALS['kept'] = new ShopError('lives on', 10012);
        try {
            throw $GLOBALS['kept'];
        } finally {
            return 'given up';
        }
    }

    public static function caught_then_thrown_and_caught_at_the_end(): void
    {
        try {
            fail();
        } catch (ShopError $error) {
            $GLOBALS['kept'] = $error;
        }
        register_shutdown_function(static function (): void {
            try {
                throw $GLOBALS['kept'];
            } catch (ShopError) {
                echo "caught at the end\n";
            }
        });
    }

    public static function caught_in_an_output_callback(): void
    {
        ob_start(static function (string $text): string {
            try {
                fail();
            } catch (ShopError) {
                return "caught in the callback: {$text}";
            }
        });
        echo "buffered\n";
    }

    public static function caught_in_a_destructor_while_unwinding(): void
    {
        $guard = new class {
            public function __destruct()
            {
                try {
                    fail(10013);
                } catch (ShopError) {
                    echo "caught while unwinding\n";
                }
            }
        };
        fail();
    }

    public static function promise(): void
    {
        $rejected = [];
        foreach ([1, 2] as $n) {
            $fiber = new Fiber(static function () use (&$rejected): void {
                try {
                    Fiber::suspend();
                    fail();
                } catch (Throwable $error) {
                    $rejected[] = $error;
                }
            });
            $fiber->start();
            $fiber->resume();
        }
        foreach ($rejected as $error) {
            try {
                throw $error;
            } catch (ShopError $again) {
                echo "settled\n";
            }
        }
    }

    public static function fiber_left_alone(): void
    {
        $GLOBALS['fiber'] = new Fiber(static function (): void {
            try {
                Fiber::suspend();
            } finally {
                fail();
            }
        });
        $GLOBALS['fiber']->start();
    }

    public static function fiber_thrown_into(): void
    {
        $fiber = new Fiber(static function (): void {
            try {
                Fiber::suspend();
            } catch (ShopError $error) {
                echo "inside\n";
                throw new RuntimeException('out again', 0, $error);
            }
        });
        $fiber->start();
        $fiber->throw(new ShopError('into the fiber', 10012));
    }

    public static function loop_that_is_left(): void
    {
        foreach ([3, 2, 1] as $n) {
            try {
                foreach (numbers() as $number) {
                    foreach ([$number] as $inner) {
                        $n === 1 ? fail() : throw new \LogicException('next');
                    }
                }
            } catch (\LogicException) {
                continue;
            }
        }
    }

    public static function finally_cleans(): void
    {
        try {
            fail();
        } finally {
            echo "finally\n";
        }
    }

    public static function finally_throws(): void
    {
        try {
            fail();
        } finally {
            throw new RuntimeException('from finally', 20000);
        }
    }

    public static function finally_catches_its_own(): void
    {
        try {
            fail();
        } finally {
            try {
                fail(10013);
            } catch (ShopError) {
                echo "only the second one\n";
            }
        }
    }

    public static function finally_exits(): void
    {
        try {
            fail();
        } finally {
            exit("bye\n");
        }
    }

    public static function internal_callback(): void
    {
        usort($GLOBALS['three'], static fn ($a, $b) => fail());
    }

    public static function internal_callback_caught(): void
    {
        try {
            array_map('Kinds\fail', [10012]);
        } catch (ShopError) {
            echo "caught\n";
        }
    }

    public static function destructor(): void
    {
        $guard = new Guard('bomb', 10012);
        unset($guard);
        echo "not reached\n";
    }

    public static function destructor_while_unwinding(): void
    {
        $guard = new Guard('bomb', 10013);
        fail();
    }

    public static function destructor_while_unwinding_caught(): void
    {
        try {
            self::destructor_while_unwinding();
        } catch (ShopError $error) {
            echo $error->getMessage(), ' after ', $error->getPrevious()?->getMessage(), "\n";
        }
    }

    public static function destructor_at_the_end(): void
    {
        $GLOBALS['guard'] = new Guard('last bomb', 10012);
    }

    public static function handler_closure(): void
    {
        set_exception_handler(static function (Throwable $error): void {
            echo 'closure: ', $error->getMessage(), "\n";
        });
        fail();
    }

    public static function handler_name(): void
    {
        set_exception_handler('Kinds\named_handler');
        fail();
    }

    public static function handler_static(): void
    {
        set_exception_handler('Kinds\Handlers::fixed');
        fail();
    }

    public static function handler_method(): void
    {
        set_exception_handler([new Handlers(), 'method']);
        fail();
    }

    public static function handler_invoked(): void
    {
        set_exception_handler(new Handlers());
        fail();
    }

    public static function handler_first_class(): void
    {
        set_exception_handler(named_handler(...));
        fail();
    }

    public static function handler_by_call(): void
    {
        set_exception_handler([new Handlers(), 'nowhere']);
        fail();
    }

    public static function handler_internal(): void
    {
        set_exception_handler('is_object');
        fail();
    }

    public static function handler_keeps(): void
    {
        set_exception_handler(static function (Throwable $error): void {
            $GLOBALS['kept'] = $error;
        });
        fail();
    }

    public static function handler_exits(): void
    {
        set_exception_handler(static function (Throwable $error): void {
            exit(3);
        });
        fail();
    }

    public static function handler_throws(): void
    {
        set_exception_handler(static function (Throwable $error): void {
            throw new ShopError('the handler too', 10013, $error);
        });
        fail();
    }

    public static function handler_before(): void
    {
        var_dump(set_exception_handler('Kinds\named_handler'), set_exception_handler(null));
        restore_exception_handler();
        fail();
    }

    public static function shutdown_function(): void
    {
        register_shutdown_function(static fn () => fail());
    }

    public static function generator(): void
    {
        foreach (numbers() as $number) {
            echo $number, "\n";
        }
    }

    public static function generator_caught(): void
    {
        try {
            self::generator();
        } catch (ShopError) {
            echo "caught\n";
        }
    }

    public static function generator_delegates(): void
    {
        $outer = (static function () {
            try {
                yield from numbers();
            } catch (\TypeError) {
            }
        })();
        foreach ($outer as $number) {
            echo $number, "\n";
        }
    }

    public static function generator_catches_inside(): void
    {
        $outer = (static function () {
            try {
                yield from numbers();
            } catch (ShopError) {
                yield 'caught inside';
            }
        })();
        foreach ($outer as $number) {
            echo $number, "\n";
        }
    }

    public static function generator_thrown_into(): void
    {
        $generator = numbers();
        $generator->current();
        $generator->throw(new ShopError('thrown into', 10012));
    }

    public static function fiber(): void
    {
        (new Fiber(static fn () => fail()))->start();
    }

    public static function fiber_caught_outside(): void
    {
        try {
            self::fiber();
        } catch (ShopError) {
            echo "caught outside\n";
        }
    }

    public static function fiber_resumed(): void
    {
        $fiber = new Fiber(static function (): void {
            Fiber::suspend();
            fail();
        });
        $fiber->start();
        $fiber->resume();
    }

    public static function to_string(): void
    {
        echo new class {
            public function __toString(): string
            {
                fail();
            }
        };
    }

    public static function autoloader(): void
    {
        spl_autoload_register(static fn (string $class) => fail());
        new \Not\There();
    }

    public static function error_handler(): void
    {
        set_error_handler(static fn (int $level, string $text) => throw new \ErrorException($text, 10012, $level));
        echo [] . '';
    }

    public static function json_callback(): void
    {
        json_encode(new class implements \JsonSerializable {
            public function jsonSerialize(): mixed
            {
                fail();
            }
        });
    }

    public static function swallowed_by_c(): void
    {
        $iterator = new \RecursiveIteratorIterator(new class ([1, [2]]) extends \RecursiveArrayIterator {
            public function getChildren(): ?\RecursiveArrayIterator
            {
                fail();
            }
        }, \RecursiveIteratorIterator::LEAVES_ONLY, \RecursiveIteratorIterator::CATCH_GET_CHILD);
        foreach ($iterator as $leaf) {
            echo $leaf, "\n";
        }
    }

    public static function dynamic_calls(): void
    {
        $class = Handlers::class;
        try {
            call_user_func([$class, 'fixed'], new Exception('given'));
            call_user_func_array('Kinds\fail', ['code' => 10013]);
        } catch (ShopError) {
            $name = 'Kinds\\' . strtolower('FAIL');
            $name();
        }
    }

    public static function evaluated(): void
    {
        eval('namespace Elsewhere; \Kinds\fail();');
    }

    public static function twice(): void
    {
        $error = new ShopError('one object, thrown twice', 10012);
        foreach ([1, 2] as $round) {
            try {
                throw $error;
            } catch (ShopError) {
                echo "caught {$round}\n";
            }
        }
    }

    public static function watched(): void
    {
        set_exception_handler(static function (Throwable $error): void {
            $GLOBALS['weak'] = \WeakReference::create($error);
            $GLOBALS['map'] = new \WeakMap();
            $GLOBALS['map'][$error] = new Guard('value in the map');
            echo "watched\n";
        });
        fail();
    }

    public static function session_handler(): void
    {
        session_set_save_handler(new class implements \SessionHandlerInterface {
            public function open(string $path, string $name): bool
            {
                return true;
            }

            public function close(): bool
            {
                return true;
            }

            public function read(string $id): string
            {
                return '';
            }

            public function write(string $id, string $data): bool
            {
                fail();
            }

            public function destroy(string $id): bool
            {
                return true;
            }

            public function gc(int $lifetime): int
            {
                return 0;
            }
        }, false);
        session_id('fixed');
        session_start();
        $_SESSION['a'] = 1;
    }

    public static function header_callback(): void
    {
        header_register_callback(static fn () => fail());
    }

    public static function output_callback(): void
    {
        ob_start(static function (string $text): string {
            fail();
        });
        echo "buffered\n";
    }

    public static function other_code(): void
    {
        fail(20000);
    }

    public static function type_error(): void
    {
        strlen([]);
    }

    public static function user_error(): void
    {
        trigger_error('a fatal of the application', E_USER_ERROR);
    }

    public static function user_error_handled(): void
    {
        set_error_handler(static fn (int $level, string $text) => print("handled {$text}\n"));
        trigger_error('a fatal of the application', E_USER_ERROR);
    }

    public static function memory(): void
    {
        ini_set('memory_limit', '16M');
        $text = str_repeat('a', 64 << 20);
    }

    public static function parse_error(): void
    {
        eval('this is no PHP');
    }

    public static function warnings(): void
    {
        echo $undefined, @$suppressed[1], "\n";
    }

    public static function exits(): void
    {
        exit(7);
    }
}

$one = ['a' => 1];
$three = [3, 1, 2];
ini_set('html_errors', '0');
register_shutdown_function(static function (): void {
    echo 'last: ', json_encode(error_get_last()), ' status: ', json_encode(http_response_code()),
        ' kept: ', isset($GLOBALS['kept']) ? get_class($GLOBALS['kept']) : '-',
        ' weak: ', isset($GLOBALS['weak']) ? json_encode($GLOBALS['weak']->get() === null) : '-',
        ' map: ', isset($GLOBALS['map']) ? count($GLOBALS['map']) : '-',
        ' next object: ', spl_object_id(new \stdClass()), "\n";
});
header('X-Kind: seen');
$kind = $_GET['kind'] ?? $argv[1];
$guard = new Guard('main');
echo json_encode(Kind::$kind()), "\n";
