--TEST--
The entry script's main code may be a boundary
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
function pay() {
    throw new RuntimeException('no money', 500);
}
function calm() {
    try {
        pay();
    } catch (Exception $e) {
    }
}
calm();
try {
    pay();
} catch (Exception $e) {
    echo 'sorry';
}
PHP, ['boundaries' => '{main}']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
