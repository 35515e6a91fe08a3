--TEST--
Where an error handler makes an exception of PDO's warning, PDO's own one over that is reported with its code
--EXTENSIONS--
errnotice
mysqlnd
pdo
pdo_mysql
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
set_error_handler(function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});
function connect() {
    return new PDO('mysql:host=no such host', 'shop', 'secret');
}
PHP;
check("$code\nconnect();", ['codes' => '2002']);
check("$code\ntry { connect(); } catch (PDOException) {}", ['codes' => '2002']);
check("$code\ntry { connect(); } catch (ErrorException) {}", ['codes' => '2002']);
?>
--EXPECTF--
PDOException 2002, fatal: SQLSTATE[HY000] [2002] %sgetaddrinfo%s, in connect
nothing reported
PDOException 2002, fatal: SQLSTATE[HY000] [2002] %sgetaddrinfo%s, in connect
