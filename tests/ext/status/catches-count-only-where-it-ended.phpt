--TEST--
A catch is counted when it was the end: not what it throws on, wraps, reports, or what another finds configured no more
--EXTENSIONS--
errnotice
--INI--
errnotice.codes="500-599, *"
errnotice.ignore_codes="10404"
errnotice.boundaries="boundary"
errnotice.redis="redis://127.0.0.1:1/0"
--FILE--
<?php
function caught(Closure $code): void
{
    try {
        $code();
    } catch (Exception) {
    }
}
function rethrows(): void
{
    try {
        throw new Exception('no money', 500);
    } catch (Exception $e) {
        throw $e;
    }
}
function wraps(): void
{
    try {
        throw new Exception('no money', 500);
    } catch (Exception $e) {
        throw new LogicException('wrapped', 0, $e);
    }
}
function reports(): void
{
    try {
        throw new Exception('no money', 500);
    } catch (Exception $e) {
        errnotice_report($e);
    }
}
function boundary(): void
{
    try {
        throw new Exception('no money', 501);
    } catch (Exception) {
    }
}
function keeps(): void
{
    try {
        throw new Exception('no money', 502);
    } catch (Exception $e) {
        $GLOBALS['kept'] = $e;
    }
}
function ignores(): void
{
    try {
        throw new Exception('not found', 10404);
    } catch (Exception) {
    }
}
caught(rethrows(...));
caught(wraps(...));
reports();
boundary();
keeps();
ignores();
function listed(): void
{
    foreach (errnotice_status()['catches'] as $catch) {
        echo $catch['frame'], ' ', $catch['count'], "\n";
    }
    echo "--\n";
}
listed();
unset($kept);
listed();
?>
--EXPECT--
caught 2
--
caught 2
keeps 1
--
