<?php
// A small page of an application that is well: some objects, a sort, a template; nothing is thrown.

final class Line
{
    public function __construct(public string $name, public int $cents, public int $count)
    {
    }

    public function sum(): int
    {
        return $this->cents * $this->count;
    }
}

function lines(): array
{
    $lines = [];
    foreach (range(1, 60) as $number) {
        $lines[] = new Line("item $number", ($number * 7919) % 1000, $number % 5 + 1);
    }
    usort($lines, fn (Line $a, Line $b) => $b->sum() <=> $a->sum());
    return $lines;
}

$rows = array_map(
    fn (Line $line) => sprintf('<li>%s <b>%.2f</b></li>', htmlspecialchars($line->name), $line->sum() / 100),
    lines(),
);
header('Content-Type: text/html; charset=utf-8');
echo "<ul>\n", implode("\n", $rows), "\n</ul>\n", json_encode(['total' => count($rows)]), "\n";
