--TEST--
The fingerprint survives new lines, paths and messages, and tells code and site apart
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
function fp(string $code, array $ini = []): string
{
    return child($code, $ini + ['codes' => '500, 501'])['events'][0]['fp'];
}
$first = fp("function pay() { throw new RuntimeException('order 1', 500);\n}\npay();");
$moved = fp("\n\n\nfunction pay() {\n    throw new RuntimeException('order 2', 500);\n}\n\npay();");
echo $first === $moved ? 'same' : 'other', " after a deploy\n";
echo $first === fp("function pay() {\n throw new RuntimeException('order 1', 501);\n}\npay();") ? 'same' : 'other', " code, other issue\n";
echo $first === fp("function buy() {\n throw new RuntimeException('order 1', 500);\n}\nbuy();") ? 'same' : 'other', " site, other issue\n";
echo $first === fp("function pay() {\n throw new RuntimeException('order 1', 500);\n}\npay();", ['app' => 'shop']) ? 'same' : 'other', " application, other issue";
?>
--EXPECT--
same after a deploy
other code, other issue
other site, other issue
other application, other issue
