--TEST--
Of one that C code throws over another both are caught by what catches the second
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (PHP_VERSION_ID < 80200) {
    die('skip PHP 8.1 has no class that throws twice without a server');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
class Log {
    static $last;
}
try {
    unserialize('O:17:"Random\Randomizer":1:{i:0;a:1:{s:6:"secret";N;}}');
} catch (Exception $e) {
    Log::$last = $e;
    echo get_class($e), ' over ', get_class($e->getPrevious()), "\n";
}
PHP;
check($code, ['codes' => '*']);
check($code, ['codes' => '', 'classes' => 'Error']);
check("set_exception_handler(fn() => 1);\n$code", ['codes' => '', 'classes' => 'Error']);
?>
--EXPECT--
nothing reported
nothing reported
nothing reported
