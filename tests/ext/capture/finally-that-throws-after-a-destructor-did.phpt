--TEST--
A destructor throws past the catch, and a finally block over that: the last one goes on for all three
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$before = <<<'PHP'
class Order {
    function __destruct() {
        throw new LogicException('no log');
    }
}
function pay() {
    $order = new Order;
    throw new RuntimeException('no money', 500);
}
function buy() {
    try {
        try {
            pay();
        } catch (RuntimeException) {
        }
    } finally {
        throw new Error('no way');
    }
}
PHP;
foreach ([
    'buy();',
    'try { buy(); } catch (LogicException) {}',
    'try { buy(); } catch (Error) {}',
    'set_exception_handler(function ($e) { echo $e->getMessage(); }); buy();',
    'register_shutdown_function("buy");',
] as $code) {
    check("$before $code");
    echo "--\n";
}
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
--
RuntimeException 500, fatal: no money, in pay
--
nothing reported
--
RuntimeException 500, handler: no money, in pay
--
RuntimeException 500, fatal: no money, in pay
--
