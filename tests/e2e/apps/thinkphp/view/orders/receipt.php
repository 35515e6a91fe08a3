<h1>Receipt</h1>
<?= throw new app\OrderException('no price', 10018) ?>
