--TEST--
One that C code throws over another is unhandled in its stead
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
function restore() {
    return unserialize('O:17:"Random\Randomizer":1:{i:0;a:1:{s:6:"secret";N;}}');
}
restore();
PHP;
check($code, ['codes' => '*']);
check($code, ['codes' => '', 'classes' => 'Exception']);
check($code, ['codes' => '', 'classes' => 'Error']);
check("set_exception_handler(function (\$e) { echo get_class(\$e->getPrevious()), \"\\n\"; });\n$code", ['codes' => '*']);
?>
--EXPECT--
Exception 0, fatal: Invalid serialization data for Random\Randomizer object, in Random\Randomizer::__unserialize
Exception 0, fatal: Invalid serialization data for Random\Randomizer object, in Random\Randomizer::__unserialize
Error 0, fatal: Cannot create dynamic property Random\Randomizer::$secret, in Random\Randomizer::__unserialize
Exception 0, handler: Invalid serialization data for Random\Randomizer object, in Random\Randomizer::__unserialize
