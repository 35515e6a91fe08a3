--TEST--
A handler that catches what it throws, of the chain of one that is not configured: of the chain the configured one is reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$pay = <<<'PHP'
function pay() {
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        throw new LogicException('no log');
    }
}
PHP;
check(<<<PHP
set_exception_handler(function (\$e) {
    try {
        throw \$e->getPrevious();
    } catch (Exception) {
    }
});
$pay
pay();
PHP);
check(<<<PHP
set_exception_handler(function (\$e) {
    try {
        throw \$e->getPrevious();
    } catch (Exception) {
    }
});
$pay
try {
    pay();
} catch (RuntimeException) {
}
PHP);
check(<<<PHP
set_exception_handler(function (\$e) {
    try {
        throw new Exception('no page', 0, \$e->getPrevious());
    } catch (Exception) {
    }
});
$pay
pay();
PHP);
check(<<<PHP
set_exception_handler(function (\$e) {
    try {
        throw new Exception('no page', 0, \$e);
    } catch (Exception) {
    }
});
$pay
pay();
PHP);
check(<<<PHP
set_exception_handler(function (\$e) {
    throw \$e->getPrevious();
});
$pay
pay();
PHP);
echo "-- one that was caught before\n";
check(<<<PHP
set_exception_handler(function () {
    try {
        throw \$GLOBALS['caught']->getPrevious();
    } catch (Exception) {
    }
});
$pay
try {
    pay();
} catch (LogicException \$caught) {
}
throw new Exception('not configured');
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, fatal: no money, in pay
-- one that was caught before
nothing reported
