<p><?= app\PriceWidget::widget() ?></p>
