<?php

declare(strict_types=1);

namespace app\controllers;

use app\Door;
use app\OrderException;
use app\PaymentException;
use yii\web\Controller;
use yii\web\ForbiddenHttpException;
use yii\web\NotFoundHttpException;
use yii\web\Response;
use yii\web\ServerErrorHttpException;

/** Each action is a page. */
final class OrdersController extends Controller
{
    public $layout = false;

    public function behaviors(): array
    {
        return ['door' => ['class' => Door::class, 'except' => ['error']]];
    }

    public function actionFail(): string
    {
        throw new OrderException('sold out', 10012);
    }

    public function actionHandled(): string
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return 'handled';
        }
    }

    public function actionWrapped(): string
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public function actionUnwound(): string
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return 'finally';
        }
    }

    public function actionLate(): string
    {
        // the page for errors is an answer, too
        \Yii::$app->response->on(Response::EVENT_AFTER_SEND, static function ($event): void {
            if ($event->sender->statusCode === 200) {
                throw new OrderException('after the answer', 10017);
            }
        });

        return 'sent';
    }

    public function actionViewed(): string
    {
        return $this->render('receipt');
    }

    public function actionViewedAndHandled(): string
    {
        try {
            return $this->render('receipt');
        } catch (OrderException) {
            return 'handled';
        }
    }

    public function actionTransaction(): string
    {
        return \Yii::$app->db->transaction(static fn () => throw new OrderException('rolled back', 10040));
    }

    public function actionTransactionHandled(): string
    {
        try {
            return \Yii::$app->db->transaction(static fn () => throw new OrderException('rolled back', 10041));
        } catch (OrderException) {
            return 'handled';
        }
    }

    public function actionQuery(): string
    {
        return (string) \Yii::$app->db->createCommand('select total from no_such_table')->queryScalar();
    }

    public function actionReported(): string
    {
        try {
            throw new OrderException('worth a line in the log', 10042);
        } catch (OrderException $error) {
            \Yii::$app->errorHandler->logException($error);
        }

        return 'reported';
    }

    /** The page for errors. */
    public function actionError(): string
    {
        return 'sorry';
    }

    /** A page for errors that has one of its own. */
    public function actionBroken(): string
    {
        throw new PaymentException('no page for it', 'ORDER_500');
    }

    public function actionEnded(): void
    {
        \Yii::$app->response->content = 'ended';
        \Yii::$app->end();
    }

    public function actionAbsent(): string
    {
        throw new NotFoundHttpException('no such order');
    }

    public function actionDenied(): string
    {
        throw new ForbiddenHttpException('not yours');
    }

    public function actionUnavailable(): string
    {
        throw new ServerErrorHttpException('come back later');
    }

    public function actionType(): string
    {
        return (string) \strlen([]);
    }

    public function actionWarning(): string
    {
        return [] . '';
    }

    public function actionMemory(): string
    {
        ini_set('memory_limit', '48M');

        return str_repeat('x', 64 << 20);
    }

    public function actionOther(): string
    {
        throw new OrderException('not configured', 20000);
    }
}
