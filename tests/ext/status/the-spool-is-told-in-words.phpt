--TEST--
How it is with the spool is told in words
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$folder = sys_get_temp_dir() . '/errnotice-spool-' . bin2hex(random_bytes(6));
$say = "echo errnotice_status()['spool'];";
$away = ['redis' => 'unix:///nonexistent/redis.sock', 'spool_limit' => '1K'];

function said(string $code, array $ini): string
{
    return run(php(true) . ' ' . words($ini) . ' -r ' . escapeshellarg($code))['out'];
}

function tell_said(string $folder, string $words): void
{
    echo preg_replace('/events-\d+/', 'events-UID', str_replace($folder, 'FOLDER', $words)), "\n";
}

tell_said($folder, said($say, ['spool' => ''] + $away));
tell_said($folder, said($say, ['spool' => $folder] + $away));
mkdir($folder);
$file = "$folder/events-" . fileowner($folder) . '.log';
tell_said($folder, said($say, ['spool' => $folder] + $away));
touch($file);
tell_said($folder, said($say, ['spool' => $folder] + $away));
unlink($file);
mkdir($file);
tell_said($folder, said($say, ['spool' => $folder] + $away));
rmdir($file);
rmdir($folder);
?>
--EXPECT--
none: errnotice.spool is empty
none: FOLDER: No such file or directory
FOLDER/events-UID.log, empty
FOLDER/events-UID.log, 0 of at most 1024 bytes
none: FOLDER/events-UID.log is no regular file
