<h1>Receipt</h1>
<?= view('total') ?>
