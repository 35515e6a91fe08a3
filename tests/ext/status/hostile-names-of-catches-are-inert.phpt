--TEST--
The name of a file with a catch does no harm on phpinfo()'s page
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
if (!getenv('TEST_PHP_CGI_EXECUTABLE')) {
    die('skip no php-cgi');
}
?>
--CGI--
yes
--INI--
errnotice.codes="500"
errnotice.redis="redis://127.0.0.1:1/0"
--FILE--
<?php
$file = sys_get_temp_dir() . '/errnotice-' . bin2hex(random_bytes(6)) . "<script>&\"'\e[31m\n\xff.php";
file_put_contents($file, '<?php function taker() { try { throw new Exception("", 500); } catch (Exception) { } }');
require $file;
unlink($file);
taker();
ob_start();
phpinfo(INFO_MODULES);
$page = ob_get_clean();
preg_match('/<tr><td class="e">taker *<\/td><td class="v">(.*?)<\/td><td class="v">(.*?)<\/td>/s', $page, $row);
echo preg_replace('/^.*errnotice-[0-9a-f]{12}/', '', $row[1]), '|', $row[2], "\n";
echo json_encode(errnotice_status()['catches'][0]['count']), "\n";
?>
--EXPECT--
&lt;script&gt;&amp;&quot;&#039;?[31m?�.php:1 |1 
1
