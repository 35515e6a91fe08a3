<p><?= throw new App\OrderException('no price', 10018) ?></p>
