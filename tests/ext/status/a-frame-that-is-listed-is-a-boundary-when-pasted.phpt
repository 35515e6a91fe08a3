--TEST--
What the list of catches names becomes a boundary when it is pasted into errnotice.boundaries
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
namespace Größe\App;
function fails() { throw new \RuntimeException('no money', 500); }
function run() { try { fails(); } catch (\Exception) { } }
class Kernel {
    static function handle() { try { fails(); } catch (\Exception) { } }
    function pipe() { return fn() => array_map(function () { try { fails(); } catch (\Exception) { } }, [1]); }
    function method() { try { fails(); } catch (\Exception) { } }
}
$outside = function () { try { fails(); } catch (\Exception) { } };
run();
Kernel::handle();
((new Kernel)->pipe())();
$method = (new Kernel)->method(...);
$method();
$outside();
try { fails(); } catch (\Exception) { }
echo implode(', ', array_column(\errnotice_status()['catches'], 'frame'));
PHP;
$before = child($code);
tell($before['events']);
$frames = explode(', ', $before['out']);
sort($frames);
echo implode("\n", $frames), "\n";
$after = child($code, ['boundaries' => $before['out']]);
echo count($after['events']), " reported\n";
foreach ($after['events'] as $event) {
    $caught_by[] = json_decode($event['detail'])->caught_by;
}
sort($caught_by);
var_dump($caught_by === $frames, $after['out']);
?>
--EXPECT--
nothing reported
Größe\App\Kernel::handle
Größe\App\Kernel::method
Größe\App\Kernel::{closure}
Größe\App\run
{closure}
{main}
6 reported
bool(true)
string(0) ""
