--TEST--
URLs of Redis that lead nowhere are refused, and no password is shown
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
foreach (['tcp://bob:s3cret@h', 'sentinel://bob:s3cret@h', 'cluster://bob:s3cret@h/1', 'redis://bob:s3cret@h?ca=/c'] as $url) {
    $refused = status_with("errnotice.redis = \"$url\"\n")['refused'];
    echo preg_replace('/ \(\/.*/', '', $refused[0]), "\n";
}
$refused = status_with('errnotice.redis = "redis://bob:s3cret@127.0.0.1:99999/0"')['refused'];
var_dump(str_contains(implode($refused), 's3cret'), count($refused));
?>
--EXPECTF--
errnotice.redis: %Sbegins with redis://%S
errnotice.redis: %Sno /name of the master%S
errnotice.redis: %Sthe database 0 only%S
errnotice.redis: %Sare for rediss://%S
bool(false)
int(1)
