--TEST--
The extension holds no reference: destructors run when they would
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
class Order {
    function __construct(public $name) {
    }
    function __destruct() {
        echo "end of $this->name\n";
    }
}
class Failed extends Exception {
    public $order;
}
function pay($name) {
    $e = new Failed('no money', 500);
    $e->order = new Order($name);
    throw $e;
}
for ($i = 0; $i < 3; $i++) {
    try {
        pay($i);
    } catch (Failed $e) {
        $weak = WeakReference::create($e);
        $map = new WeakMap;
        $map[$e] = 1;
        unset($e);
        var_dump($weak->get(), count($map));
    }
}
gc_collect_cycles();
echo "done\n";
pay('last');
PHP);
?>
--EXPECT--
Failed 500, fatal: no money, in pay
