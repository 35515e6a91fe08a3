--TEST--
A directive that does not exist is told, with its place
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
echo with_php_ini("errnotice.codes = \"500\"\nerrnotice.code = \"500\"\n",
    'echo implode("\n", errnotice_status()["doubtful"]);')['out'], "\n";
?>
--EXPECT--
errnotice.code: there is no such directive ({ini}:2)
