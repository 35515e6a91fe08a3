--TEST--
A number that PHP made of an unquoted constant is told
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
$status = status_with("errnotice.codes = E_ERROR\n");
echo $status['state'], "\n";
echo preg_replace('/ \(.*/', '', implode("\n", $status['doubtful'])), "\n";
echo json_encode(status_with("errnotice.codes = \"E_ERROR\"\n")['doubtful']), "\n";
echo json_encode(status_with("errnotice.codes = \"500, 1000\"\n")['doubtful']), "\n";
?>
--EXPECT--
reporting
errnotice.codes "1": is the code 1 meant?  PHP makes this number of an E_ constant that is not in quotes
[]
[]
