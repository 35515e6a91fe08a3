<?php

declare(strict_types=1);

namespace app\commands;

use app\OrderException;
use app\Parcel;
use yii\console\Controller;

final class AppController extends Controller
{
    public function actionFail(int $code): int
    {
        throw new OrderException('the nightly run stopped', $code);
    }

    public function actionCaught(): int
    {
        try {
            throw new OrderException('tomorrow again', 10025);
        } catch (OrderException) {
            return 0;
        }
    }

    /** Puts parcels on the queue. */
    public function actionSend(string ...$parcels): int
    {
        \Yii::$app->queue->clear();
        foreach ($parcels as $to) {
            \Yii::$app->queue->push(new Parcel(['to' => $to]));
        }

        return 0;
    }
}
