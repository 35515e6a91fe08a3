--TEST--
Exceptions in cycles are collected as ever
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
class Failed extends Exception {
    public $self;
}
for ($i = 0; $i < 50; $i++) {
    try {
        $e = new Failed('no money', 500, new Failed('inner', 500));
        $e->self = $e;
        $e->getPrevious()->self = $e;
        throw $e;
    } catch (Failed $e) {
    }
}
unset($e);
var_dump(gc_collect_cycles() > 0);
PHP);
?>
--EXPECT--
nothing reported
