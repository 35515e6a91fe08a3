<?php

declare(strict_types=1);

namespace app;

use yii\base\Widget;

final class PriceWidget extends Widget
{
    public function run(): string
    {
        throw new OrderException('no price', 10018);
    }
}
