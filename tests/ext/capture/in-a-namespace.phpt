--TEST--
Static and dynamic code in a namespace tells its own name
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
namespace App\Order;
class Payment {
    static function take() {
        throw new \RuntimeException('no money', 500);
    }
    function refund() {
        throw new \RuntimeException('no refund', 500);
    }
}
function note() {
    throw new \RuntimeException('no note', 500);
}
register_shutdown_function('App\Order\note');
set_exception_handler([new Payment, 'refund']);
Payment::take();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in App\Order\Payment::take
RuntimeException 500, fatal: no refund, in App\Order\Payment::refund
RuntimeException 500, fatal: no note, in App\Order\note
