--TEST--
What waits in a generator that yields in a finally block goes where it is resumed, or nowhere
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$generator = <<<'PHP'
set_exception_handler(function ($e) {
});
function items() {
    yield 1;
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        yield 2;
    }
}
$items = items();
foreach ($items as $item) {
    if ($item === 2) {
        break;
    }
}
PHP;

check("$generator\n");
check($generator . <<<'PHP'

$items->next();
PHP);
check($generator . <<<'PHP'

try {
    $items->next();
} catch (RuntimeException $e) {
}
PHP);
check(str_replace('foreach', 'try { foreach', $generator) . <<<'PHP'

} catch (RuntimeException) {
}
$items->next();
PHP);
?>
--EXPECT--
nothing reported
RuntimeException 500, handler: no money, in items
nothing reported
RuntimeException 500, handler: no money, in items
