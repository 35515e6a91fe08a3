--TEST--
A destructor at the end of a function throws: reported where the engine misses the catch and a handler has it, and only there
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
/* Under function JIT, versions before 8.4 miss it where the function's closure ends with it. */
function told(string $code, string $handler = ''): void
{
    $run = child("set_exception_handler(function () { echo 'given'; $handler });
        class Order {
            public function __destruct() {
                throw new RuntimeException('no money', 500);
            }
        }
        function pay() {
            \$order = new Order;
        }
        function buy() {
            try {
                pay(...)();
            } catch (RuntimeException) {
            }
        }
        $code");
    echo count($run['events']) === (str_starts_with($run['out'], 'given') ? 1 : 0) ? "as it was\n" : "wrong\n";
}
told('buy();');
told('buy();', 'throw new LogicException("no log");');
told('try {
        buy();
    } catch (RuntimeException) {
    }');
?>
--EXPECT--
as it was
as it was
as it was
