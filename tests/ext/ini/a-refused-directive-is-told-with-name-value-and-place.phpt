--TEST--
A directive that does not parse is told with its name, its value and its place
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
$result = with_php_ini(<<<'INI'
; the shop
errnotice.app = "shop"
errnotice.codes = "500, 20000-10000"
INI, <<<'PHP'
$status = errnotice_status();
var_dump($status['reporting']);
echo $status['state'], "\n", implode("\n", $status['refused']), "\n";
PHP);
echo $result['out'];
?>
--EXPECTF--
bool(false)
off: errnotice.codes "500, 20000-10000": %s20000-10000%s ({ini}:3)
errnotice.codes "500, 20000-10000": %s20000-10000%s ({ini}:3)
