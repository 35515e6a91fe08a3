--TEST--
phpinfo() as a page shows the same, escaped
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
errnotice.codes="<script>, 9-1"
--FILE--
<?php
ob_start();
phpinfo(INFO_MODULES);
preg_match('/<h2><a name="module_errnotice".*?(?=<h2>)/s', ob_get_clean() . '<h2>', $match);
echo str_contains($match[0], '<script>') ? "not escaped\n" : "escaped\n";
preg_match('/State *<\/td><td class="v">(.{40})/', $match[0], $state);
echo $state[1], "\n";
?>
--EXPECTF--
escaped
off: errnotice.codes &quot;&lt;script&gt
