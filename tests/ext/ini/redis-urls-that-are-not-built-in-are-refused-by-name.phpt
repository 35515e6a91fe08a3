--TEST--
URLs of Redis that this version cannot use are refused by name, and no password is shown
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
foreach (['rediss', 'sentinel', 'cluster', 'tcp'] as $scheme) {
    $refused = status_with("errnotice.redis = \"$scheme://bob:s3cret@127.0.0.1:6379/0\"\n")['refused'];
    echo preg_replace('/ \(\/.*/', '', $refused[0]), "\n";
}
$refused = status_with('errnotice.redis = "redis://bob:s3cret@127.0.0.1:99999/0"')['refused'];
var_dump(str_contains(implode($refused), 's3cret'), count($refused));
?>
--EXPECTF--
errnotice.redis: %Srediss%S
errnotice.redis: %Ssentinel%S
errnotice.redis: %Scluster%S
errnotice.redis: %S
bool(false)
int(1)
