<h1>Receipt</h1>
<?= $this->element("total") ?>
