<?php

declare(strict_types=1);

namespace app;

use yii\base\ActionFilter;

/** Stands before every action. */
final class Door extends ActionFilter
{
    public function beforeAction($action): bool
    {
        return match ($_GET['door'] ?? 'open') {
            'closed' => throw new OrderException('closed', 10031),
            'ajar' => $this->handled(),
            'open' => true,
        };
    }

    private function handled(): bool
    {
        try {
            throw new OrderException('by the back door', 10033);
        } catch (OrderException) {
            return true;
        }
    }
}
