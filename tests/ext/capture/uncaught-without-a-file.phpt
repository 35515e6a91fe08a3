--TEST--
An exception that says no file of its own is reported when nobody catches it
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
class Lost extends Exception {
    function __construct() {
        parent::__construct('no money', 500);
        $this->file = '';
    }
}
try {
    throw new Lost;
} catch (Lost) {
}
throw new Lost;
PHP);
?>
--EXPECT--
Lost 500, fatal: no money, in {main}
