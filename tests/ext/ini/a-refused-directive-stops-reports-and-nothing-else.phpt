--TEST--
A directive that was refused stops reports, and nothing of the application
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
echo "before\n";
throw new RuntimeException('no money', 500);
PHP;
foreach ([['codes' => '9-1'], ['classes' => '*', 'timeout' => 'never'], ['redis' => 'http://127.0.0.1']] as $ini) {
    check($code, $ini);
}
?>
--EXPECT--
nothing reported
nothing reported
nothing reported
