--TEST--
The catches that took what is configured are listed, each by frame and place, the busiest first
--EXTENSIONS--
errnotice
--INI--
errnotice.codes="500"
errnotice.redis="redis://127.0.0.1:1/0"
--FILE--
<?php
namespace App;

function fails(): void
{
    throw new \RuntimeException('no money', 500);
}
function run(): void
{
    try {
        fails();
    } catch (\LogicException) {
    } catch (\RuntimeException) {
    }
}
trait Runs
{
    public static function inherited(): void
    {
        try {
            fails();
        } catch (\Exception) {
        }
    }
}
class Base
{
    use Runs;

    public function page(): void
    {
        try {
            fails();
        }
        catch (\Exception $e)
        {
            unset($e);
        }
    }
    public function pipe(): \Closure
    {
        return function () {
            try {
                fails();
            } catch (\Exception) {
            }
        };
    }
    public function rows(): \Generator
    {
        try {
            yield 1;
        } catch (\Exception) {
        }
    }
}
class Page extends Base
{
}
$page = new Page();
for ($i = 0; $i < 4; $i++) {
    $page->page();
}
for ($i = 0; $i < 3; $i++) {
    run();
}
$pipe = $page->pipe();
$pipe();
$pipe();
Page::inherited();
$rows = $page->rows();
$rows->current();
$rows->throw(new \Exception('no money', 500));
(function () {
    try {
        fails();
    } catch (\Exception) {
    }
})();
(new class {
    public function run(): void
    {
        try {
            fails();
        } catch (\Exception) {
        }
    }
})->run();
try {
    fails();
} catch (\Exception) {
}
eval('try { App\fails(); } catch (Exception) { }');

$catches = \errnotice_status()['catches'];
echo implode(' ', array_column($catches, 'count')), "\n";
usort($catches, fn($a, $b) => [basename($a['file']), $a['line']] <=> [basename($b['file']), $b['line']]);
foreach ($catches as $catch) {
    printf("%s %s:%d\n", $catch['frame'] ?? '-', str_replace(__FILE__, 'here', $catch['file']), $catch['line']);
}
?>
--EXPECT--
4 3 2 1 1 1 1 1 1
App\run here:13
App\Base::inherited here:22
App\Base::page here:35
App\Base::{closure} here:45
App\Base::rows here:53
{closure} here:77
class@anonymous::run here:85
{main} here:91
- here(93) : eval()'d code:1
