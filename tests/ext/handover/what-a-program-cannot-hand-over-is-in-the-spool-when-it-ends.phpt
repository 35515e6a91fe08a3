--TEST--
A program that ends while Redis is away has its events in the spool, and prints what it printed without the extension
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';

function spooled(string $folder): array
{
    $file = "$folder/events-" . fileowner($folder) . '.log';
    $records = [];
    foreach (array_filter(explode("\n", file_get_contents($file))) as $line) {
        [$sum, $payload] = explode(' ', $line, 2);
        $words = array_map(fn ($word) => strtr($word, ['\\\\' => '\\', '\\t' => "\t", '\\n' => "\n"]),
            explode("\t", $payload));
        $records[] = ['whole' => $sum === hash('crc32b', $payload)]
            + array_combine(array_filter($words, fn ($at) => $at % 2 === 0, ARRAY_FILTER_USE_KEY),
                array_filter($words, fn ($at) => $at % 2 === 1, ARRAY_FILTER_USE_KEY));
    }
    unlink($file);
    return $records;
}

$folder = sys_get_temp_dir() . '/errnotice-spool-' . bin2hex(random_bytes(6));
mkdir($folder);
$away = ['redis' => 'unix:///nonexistent/redis.sock', 'spool' => $folder];
foreach (['errnotice_report(new Exception("told\tand\\\\noted", 500));', 'throw new Exception("no\nmoney", 500);'] as $code) {
    $result = child("echo 'before';\n$code", $away);
    foreach (spooled($folder) as $record) {
        echo json_encode([$record['whole'], $record['code'], $record['message'], $record['path']]), "\n";
        var_dump(abs(time() - $record['refused']) < 60);
    }
}
check("echo 'before';\nthrow new Exception('no money', 500);", $away);
echo count(spooled($folder)), "\n";
check("echo 'before';\nthrow new Exception('no money', 500);", ['spool' => "$folder/not/there"] + $away);
rmdir($folder);
?>
--EXPECT--
[true,"500","told\tand\\noted","report"]
bool(true)
[true,"500","no\nmoney","fatal"]
bool(true)
nothing reported
1
nothing reported
