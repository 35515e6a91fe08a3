<h1>Receipt</h1>
<?= $this->render('total') ?>
