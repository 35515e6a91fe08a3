--TEST--
What a boundary makes of an exception, throws and catches, takes nothing from the report of the first
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
foreach ([500, 501] as $code) {
    check(<<<PHP
class Kernel {
    function handle(\$job) {
        try {
            return \$job();
        } catch (Exception \$e) {
            \$this->page(\$e);
        }
    }
    function page(\$of) {
        try {
            throw new LogicException('no page for it', $code, \$of);
        } catch (LogicException) {
            echo 'sorry';
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
(new Kernel)->handle('pay');
PHP, ['boundaries' => 'Kernel::handle']);
}
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
RuntimeException 500, boundary: no money, in pay
