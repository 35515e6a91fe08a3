<?= $this->fetch("content") ?>
