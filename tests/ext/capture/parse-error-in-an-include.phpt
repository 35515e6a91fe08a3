--TEST--
A parse error in an include that nobody catches is a fatal
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
file_put_contents(__DIR__ . '/broken.php', '<?php this is no PHP');
include __DIR__ . '/broken.php';
PHP, ['codes' => 'E_PARSE']);
?>
--EXPECT--
E_PARSE E_PARSE, fatal: syntax error, unexpected identifier "is", in broken.php
